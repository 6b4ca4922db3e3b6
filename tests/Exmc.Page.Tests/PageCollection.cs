// One fleet and one browser for the tests that share them, one test after the other.
using Xunit;

namespace Exmc.Page.Tests;

[CollectionDefinition("page")]
public sealed class PageCollection : ICollectionFixture<Fleet120>, ICollectionFixture<Browser>;
