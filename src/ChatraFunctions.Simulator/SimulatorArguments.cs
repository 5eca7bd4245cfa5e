using System.Globalization;
using ChatraFunctions.Simulator.Control;
using ChatraFunctions.Simulator.Webhooks;

namespace ChatraFunctions.Simulator;

/// <summary>The command line.</summary>
internal static class SimulatorArguments
{
    public const string Usage =
        "usage: simulator [--port N (7072; 0 = a free one)] [--requests-per-minute N (60)] [--public-key KEY] [--secret-key KEY]"
        + " [--webhooks ADDRESS (none)] [--fragment-delay SECONDS (0)] [--webhook-disorder SEED (none)] [--news-wait SECONDS (25)]"
        + " [--app ADDRESS (none)] [--app-key KEY (none)] [--shopify-secret SECRET]";

    /// <summary>The options, or <c>null</c> and one line that says what is wrong.</summary>
    public static SimulatorOptions? Parse(string[] args, out string? fault)
    {
        var options = new SimulatorOptions();
        for (var index = 0; index < args.Length; index += 2)
        {
            var value = index + 1 < args.Length ? args[index + 1] : "";
            if (With(options, args[index], value) is not { } next)
            {
                fault = $"not understood: {args[index]} {value}".TrimEnd();
                return null;
            }

            options = next;
        }

        fault = null;
        return options;
    }

    private static SimulatorOptions? With(SimulatorOptions options, string name, string value) => name switch
    {
        "--port" when Number(value) is >= 0 and <= 65535 and var port => options with { Port = port },
        "--requests-per-minute" when Number(value) is > 0 and var limit => options with { RequestsPerMinute = limit },
        "--public-key" when value != "" => options with { PublicKey = value },
        "--secret-key" when value != "" => options with { SecretKey = value },
        "--webhooks" when WebhookSettings.Read(value) is { } address => options with { WebhookAddress = address },
        "--fragment-delay" when Number(value) is >= 0 and <= (int)WebhookOrder.LongestDelay and var seconds
            => options with { FragmentDelay = TimeSpan.FromSeconds(seconds) },
        "--webhook-disorder" when Number(value) is >= 0 and var seed => options with { WebhookDisorder = seed },
        "--news-wait" when Number(value) is >= 0 and <= 60 and var longest => options with { NewsWait = TimeSpan.FromSeconds(longest) },
        "--app" when WebhookSettings.Read(value) is { } app => options with { App = app },
        "--app-key" when value != "" => options with { AppKey = value },
        "--shopify-secret" when value != "" => options with { ShopifySecret = value },
        _ => null,
    };

    private static int Number(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
