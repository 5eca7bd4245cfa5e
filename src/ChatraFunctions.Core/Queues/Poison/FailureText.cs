using System.Globalization;
using System.Text;
using Azure;

namespace ChatraFunctions.Queues.Poison;

/// <summary>
/// An exception in words that an operator may see and nobody minds to keep. The platform's and the libraries' own sentences are left
/// out, since they may quote what they could not read; those that we wrote ourselves name identifiers and pointers only.
/// </summary>
internal static class FailureText
{
    private const int MaxLength = 1_000;
    private const int MaxDepth = 4;

    private static readonly string OurAssembly = typeof(FailureText).Assembly.GetName().Name!;

    public static string Of(Exception exception)
    {
        var text = new StringBuilder(Describe(exception));
        var inner = exception.InnerException;
        for (var depth = 1; inner is not null && depth < MaxDepth; depth++, inner = inner.InnerException)
            text.Append(" <- ").Append(Describe(inner));

        return text.Length <= MaxLength ? text.ToString() : text.ToString(0, MaxLength);
    }

    private static string Describe(Exception exception) => exception switch
    {
        RequestFailedException fault => string.Create(CultureInfo.InvariantCulture, $"{nameof(RequestFailedException)}: {fault.Status} {fault.ErrorCode}").TrimEnd(),
        _ when exception.Source == OurAssembly => $"{exception.GetType().Name}: {exception.Message}",
        _ => exception.GetType().Name,
    };
}
