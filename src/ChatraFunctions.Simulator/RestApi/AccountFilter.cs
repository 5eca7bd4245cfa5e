using System.Text;

namespace ChatraFunctions.Simulator.RestApi;

/// <summary>
/// "Public and secret API keys are required": <c>Chatra.Simple PUBLIC:SECRET</c>, or Basic with the same pair. It stands before
/// the limit, which is an account's: a request without valid keys belongs to none and spends nothing.
/// </summary>
internal sealed class AccountFilter(SimulatorOptions account) : IEndpointFilter
{
    private readonly string _pair = $"{account.PublicKey}:{account.SecretKey}";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var header = context.HttpContext.Request.Headers.Authorization.ToString();
        if (PairIn(header) == _pair)
            return await next(context);

        // The documentation names neither status nor words; 401 is what HTTP has for it.
        return Answer.Error(StatusCodes.Status401Unauthorized, header == "" ? "Authorization required" : "Invalid API keys");
    }

    private static string? PairIn(string header) => header.Split(' ', 2, StringSplitOptions.TrimEntries) switch
    {
        // Names of schemes ignore case (RFC 9110, 11.1).
        [var scheme, var pair] when scheme.Equals("Chatra.Simple", StringComparison.OrdinalIgnoreCase) => pair,
        [var scheme, var coded] when scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase) => Decoded(coded),
        _ => null,
    };

    private static string? Decoded(string coded)
    {
        var bytes = new byte[coded.Length];
        return Convert.TryFromBase64String(coded, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}
