// Runs a theory on a real PostgreSQL server.
using System.Reflection;

namespace Exmc.Service.Tests.Stores;

/// <summary>Skipped, with what to install, where there is no server.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnPostgresAttribute : Xunit.Sdk.DataAttribute
{
    public OnPostgresAttribute() => Skip = PostgresServer.Missing;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[StoreKind.Postgres]];
}
