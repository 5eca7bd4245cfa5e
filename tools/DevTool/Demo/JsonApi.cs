using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace DevTool.Demo;

/// <summary>Calls one of the running programs. An answer that was not expected ends the demo with the answer in the message.</summary>
internal sealed class JsonApi : IDisposable
{
    private readonly HttpClient _http;

    public JsonApi(string address, string? functionKey = null)
    {
        _http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(20) };
        if (functionKey is not null)
            _http.DefaultRequestHeaders.Add("x-functions-key", functionKey);
    }

    public Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, path), HttpStatusCode.OK, cancellationToken);

    /// <summary>Null for 404: what is asked for is not there yet.</summary>
    public async Task<JsonNode?> FindAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(path, cancellationToken);
        return answer.StatusCode == HttpStatusCode.NotFound ? null : await ReadAsync(answer, HttpStatusCode.OK, cancellationToken);
    }

    public async Task<JsonNode> SendAsync(HttpRequestMessage request, HttpStatusCode expected, CancellationToken cancellationToken)
    {
        using (request)
        {
            using var answer = await _http.SendAsync(request, cancellationToken);
            return await ReadAsync(answer, expected, cancellationToken);
        }
    }

    /// <summary>For what answers with no more than success.</summary>
    public async Task DoAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            using var answer = await _http.SendAsync(request, cancellationToken);
            if (!answer.IsSuccessStatusCode)
                throw new Trouble($"{Of(answer)} answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }

    public void Dispose() => _http.Dispose();

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer, HttpStatusCode expected, CancellationToken cancellationToken)
    {
        if (answer.StatusCode == expected)
            return await answer.Content.ReadFromJsonAsync<JsonNode>(cancellationToken) ?? throw new Trouble($"{Of(answer)} answered null.");

        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        throw new Trouble($"{Of(answer)} answered {(int)answer.StatusCode} instead of {(int)expected}: {body}");
    }

    private static string Of(HttpResponseMessage answer) =>
        $"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri?.PathAndQuery}";
}
