using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;

namespace OfficialPackages.Tests;

/// <summary>Code that compiles against a stand-in compiles unchanged against the package.</summary>
public sealed class PublicSurfaceTests
{
    [Theory]
    [InlineData("Azure.Data.Tables")]
    [InlineData("System.IO.Hashing")]
    public void A_stand_in_offers_nothing_that_the_package_does_not(string id)
    {
        var official = Assembly.Load(id);
        var fallback = LoadFallback(id);

        fallback.Location.ShouldNotBe(official.Location);
        PublicSurface.Of(fallback).Except(PublicSurface.Of(official), StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public void A_stand_in_says_as_little_about_nulls_as_the_package()
    {
        PublicSurface.IsNullableAnnotated(Assembly.Load("Azure.Data.Tables")).ShouldBeFalse();
        PublicSurface.IsNullableAnnotated(LoadFallback("Azure.Data.Tables")).ShouldBeFalse();
    }

    private static Assembly LoadFallback(string id)
    {
        var format = Assembly
            .GetExecutingAssembly()
            .GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "Fallbacks")
            .Value!;
        return new AssemblyLoadContext(id).LoadFromAssemblyPath(
            Path.GetFullPath(string.Format(CultureInfo.InvariantCulture, format, id)));
    }
}
