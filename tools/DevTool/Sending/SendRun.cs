using System.Text;
using System.Text.Json.Nodes;
using DevTool.Running;

namespace DevTool.Sending;

/// <summary>Sends one sample webhook to a running app, and shows what became of it.</summary>
internal static class SendRun
{
    private const int Usage = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <returns>0 when it was accepted and its outcome is visible.</returns>
    public static async Task<int> RunAsync(Repository repository, string[] arguments, CancellationToken cancellationToken)
    {
        if (SendOptions.Parse(arguments) is not { } options)
        {
            await Console.Error.WriteLineAsync(SendOptions.Usage);
            return Usage;
        }

        using var app = new HttpClient { BaseAddress = new Uri(options.Url.TrimEnd('/') + "/") };
        if ((options.Key ?? LocalFunctionKey.Find(repository)) is { } key)
            app.DefaultRequestHeaders.Add("x-functions-key", key);
        try
        {
            return await SendAsync(app, repository, options, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw new Trouble($"{options.Url} does not answer ({exception.Message}). Is `dotnet run dev.cs up` running?");
        }
    }

    private static async Task<int> SendAsync(HttpClient app, Repository repository, SendOptions options, CancellationToken cancellationToken)
    {
        await BindAsync(app, options, cancellationToken);
        using var request = new SampleWebhook(options).Request(repository);
        using var answer = await app.SendAsync(request, cancellationToken);
        Say.Step($"{options.Source} says: order {options.Order} {options.Kind}. The answer is {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}");
        if (!answer.IsSuccessStatusCode)
            return 1;

        var path = $"api/orders/{options.Source}/{Uri.EscapeDataString(options.Order)}";
        var order = await FindAsync(app, path, options.Kind, cancellationToken) ?? throw new Trouble($"After {Patience.TotalSeconds:0} s, GET /{path} does not show it yet.");
        foreach (var message in order["messages"]!.AsArray())
            Say.Line($"  {message!["key"]}: {message["status"]}{(message["reason"] is { } reason ? $" ({reason})" : "")}{(message["text"] is { } text ? $"\n    {text}" : "")}");

        Say.Line($"Where it goes from here: {options.Url}/{path}");
        return 0;
    }

    /// <summary>A customer who is not bound would be skipped.</summary>
    private static async Task BindAsync(HttpClient app, SendOptions options, CancellationToken cancellationToken)
    {
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await app.PutAsync($"api/customers/{Uri.EscapeDataString(options.Customer)}/binding", content, cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new Trouble($"Customer {options.Customer} could not be bound: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}");
    }

    private static async Task<JsonObject?> FindAsync(HttpClient app, string path, string kind, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(start) < Patience)
        {
            await Task.Delay(Pause, cancellationToken); // First of all: of a state that was told before, nobody can tell when this telling is through.
            using var answer = await app.GetAsync(path, cancellationToken);
            if (answer.IsSuccessStatusCode)
            {
                var order = JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken))!.AsObject();
                if (order["messages"]!.AsArray().Any(message => message!["kind"]!.GetValue<string>() == kind) && !order["messages"]!.AsArray().Any(IsBeingWritten))
                    return order;
            }
        }

        return null;
    }

    private static bool IsBeingWritten(JsonNode? message) => message!["reason"]?.GetValue<string>() == "the message is being written";
}
