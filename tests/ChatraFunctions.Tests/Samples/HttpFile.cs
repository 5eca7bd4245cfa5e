using System.Text;
using System.Text.RegularExpressions;
using TestKit;

namespace ChatraFunctions.Tests.Samples;

/// <summary>samples/chatra-functions.http, as an editor reads it.</summary>
internal static partial class HttpFile
{
    private static readonly string Folder = RepositoryRoot.Combine("samples");

    public static IReadOnlyList<HttpFileRequest> Requests { get; } = Read(File.ReadAllText(Path.Combine(Folder, "chatra-functions.http")).ReplaceLineEndings("\n"));

    private static List<HttpFileRequest> Read(string text)
    {
        var variables = Variable().Matches(text).ToDictionary(match => match.Groups["name"].Value, match => match.Groups["value"].Value.Trim());
        return [.. text.Split("\n### ").Skip(1).Select(part => ReadOne(part, variables))];
    }

    private static HttpFileRequest ReadOne(string part, Dictionary<string, string> variables)
    {
        var lines = part.Split('\n')[1..];
        var first = Use().Replace(lines[0], use => variables[use.Groups["name"].Value]).Split(' ');
        var end = Array.IndexOf(lines, "");
        var headers = lines[1..end].Select(line => line.Split(": ", 2)).Select(pair => (pair[0], pair[1])).ToArray();
        var body = string.Join('\n', lines[(end + 1)..]).Trim();
        return new HttpFileRequest(first[0], new Uri(first[1]), headers, body.StartsWith("< ", StringComparison.Ordinal)
            ? File.ReadAllBytes(Path.Combine(Folder, body[2..]))
            : Encoding.UTF8.GetBytes(body));
    }

    [GeneratedRegex(@"^@(?<name>\w+) =(?<value>.*)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Variable();

    [GeneratedRegex(@"\{\{(?<name>\w+)\}\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Use();
}
