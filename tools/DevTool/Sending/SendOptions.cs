namespace DevTool.Sending;

/// <summary>What <c>send</c> is asked for.</summary>
internal sealed record SendOptions
{
    public const string Usage = "usage: dotnet run dev.cs send <shopify|woocommerce|cloudevents> <placed|paid|shipped|delivered|cancelled|refunded> "
        + "[--order N] [--customer ID] [--locale L] [--tracking NUMBER] [--url ADDRESS] [--key FUNCTION-KEY] [--secret SECRET]";

    private static readonly string[] Sources = ["shopify", "woocommerce", "cloudevents"];
    private static readonly string[] Kinds = ["placed", "paid", "shipped", "delivered", "cancelled", "refunded"];

    public required string Source { get; init; }

    public required string Kind { get; init; }

    public string Order { get; init; } = "1001";

    public string Customer { get; init; } = "42";

    public string? Locale { get; init; }

    public string? Tracking { get; init; }

    public string Url { get; init; } = "http://127.0.0.1:7071";

    public string? Key { get; init; }

    public string? Secret { get; init; }

    /// <summary>Null for what cannot be understood.</summary>
    public static SendOptions? Parse(string[] arguments)
    {
        if (arguments is not [var source, var kind, .. var rest] || !Sources.Contains(source) || !Kinds.Contains(kind) || rest.Length % 2 != 0)
            return null;

        SendOptions? options = new() { Source = source, Kind = kind };
        foreach (var pair in rest.Chunk(2))
        {
            options = options is null ? null : pair[0] switch
            {
                "--order" => options with { Order = pair[1] },
                "--customer" => options with { Customer = pair[1] },
                "--locale" => options with { Locale = pair[1] },
                "--tracking" => options with { Tracking = pair[1] },
                "--url" => options with { Url = pair[1] },
                "--key" => options with { Key = pair[1] },
                "--secret" => options with { Secret = pair[1] },
                _ => null,
            };
        }

        return options;
    }
}
