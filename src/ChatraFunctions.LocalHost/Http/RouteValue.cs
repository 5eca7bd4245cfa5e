using System.Globalization;

namespace ChatraFunctions.LocalHost;

/// <summary>A part of the path as a parameter's value. Routing has decoded it, all but <c>%2F</c>, as in the worker.</summary>
internal static class RouteValue
{
    /// <returns>Null for a type that is not known.</returns>
    public static Func<string?, object?>? ReaderOf(Type type) =>
        type == typeof(string) ? text => text
        : type == typeof(int) ? Parsed<int>
        : type == typeof(long) ? Parsed<long>
        : type == typeof(Guid) ? Parsed<Guid>
        : null;

    private static object? Parsed<TValue>(string? text)
        where TValue : IParsable<TValue> =>
        TValue.TryParse(text, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new BadHttpRequestException("A part of the path is not of the type the function takes.", StatusCodes.Status400BadRequest);
}
