// Tests that share one PostgreSQL server.
using Xunit;

namespace Exmc.Service.Tests.Stores;

[CollectionDefinition(Name)]
public sealed class StoreCollection : ICollectionFixture<PostgresServer>
{
    public const string Name = "Stores";
}
