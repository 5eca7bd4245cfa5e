using Xunit.Sdk;
using Xunit.v3;

namespace ChatraFunctions.Tests.Harness;

/// <summary>Crash tests take minutes, most of it waiting: they begin first, and the others run beside them.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(collection => collection.TestCollectionDisplayName.Contains(".Crashes.", StringComparison.Ordinal))];
}
