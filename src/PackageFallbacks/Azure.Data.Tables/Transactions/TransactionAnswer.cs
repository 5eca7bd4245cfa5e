using System.Globalization;

namespace Azure.Data.Tables.Transactions;

/// <summary>
/// The answers to a transaction's parts, in the order of its actions; or, where it failed, the one answer that says why.
/// </summary>
internal static class TransactionAnswer
{
    private const string StatusLine = "HTTP/1.1 ";

    /// <exception cref="InvalidOperationException">There is no answer in it.</exception>
    public static List<Response> Read(BinaryData content)
    {
        var lines = content.ToString().ReplaceLineEndings("\n").Split('\n');
        var answers = new List<Response>();
        for (var line = 0; line < lines.Length; line++)
        {
            if (lines[line].StartsWith(StatusLine, StringComparison.Ordinal))
                answers.Add(ReadOne(lines, ref line));
        }

        return answers is []
            ? throw new InvalidOperationException("The service's answer to the transaction holds no HTTP status line.")
            : answers;
    }

    private static PartResponse ReadOne(string[] lines, ref int line)
    {
        var status = lines[line][StatusLine.Length..].Split(' ', 2);
        var headers = lines.Skip(line + 1).TakeWhile(text => text.Length > 0).ToArray();
        line += headers.Length + 2;
        var body = lines.Skip(line).TakeWhile(text => !text.StartsWith("--", StringComparison.Ordinal)).ToArray();
        line += body.Length;
        return new PartResponse(
            int.Parse(status[0], CultureInfo.InvariantCulture),
            status.ElementAtOrDefault(1) ?? string.Empty,
            headers
                .Select(text => text.Split(':', 2))
                .ToLookup(pair => pair[0].Trim(), pair => pair[1].Trim(), StringComparer.OrdinalIgnoreCase),
            string.Join('\n', body).Trim());
    }
}
