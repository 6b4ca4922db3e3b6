// Runs a theory on SQLite.
using System.Reflection;

namespace Exmc.Service.Tests.Stores;

[AttributeUsage(AttributeTargets.Method)]
public sealed class OnSqliteAttribute : Xunit.Sdk.DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[StoreKind.Sqlite]];
}
