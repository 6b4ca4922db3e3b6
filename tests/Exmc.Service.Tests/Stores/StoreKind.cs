// The stores that the tests run on.
namespace Exmc.Service.Tests.Stores;

public enum StoreKind
{
    Sqlite,
    Postgres,
}
