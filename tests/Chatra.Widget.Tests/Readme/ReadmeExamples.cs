namespace Chatra.Widget.Tests.Readme;

/// <summary>The package's README as code that compiles; <see cref="ReadmeTests"/> compares the two.</summary>
internal static class ReadmeExamples
{
    public static string Page(string publicKey, string clientId, string nonce)
    {
        var widget = new ChatraWidget(publicKey)
        {
            Setup = new ChatraSetup
            {
                ClientId = clientId, // This customer's, and nobody else's.
                ButtonPosition = ButtonPosition.BottomLeft,
                Colors = new ChatraColors { ButtonBg = "#5ece1a" },
                OnNewMessage = "shop.chat.onMessage",
            },
            Integration = new ChatraIntegration { Name = "Cowardly Lion", Email = "lion@oz.example" }.Set("Orders", 3),
        };
        string html = widget.ToHtml(nonce); // Into the page, best before </head>.

        return html;
    }

    public static (string Script, string Json) Call()
    {
        var call = ChatraCall.UpdateIntegrationData(new ChatraIntegrationUpdate().Set("Orders", 4).Remove("phone"));
        string script = call.ToJavaScript(); // Chatra("updateIntegrationData",{"Orders":4,"phone":null});
        string json = call.ToJson();         // ["updateIntegrationData",{"Orders":4,"phone":null}]

        return (script, json);
    }

    public static ChatraLocale Texts()
    {
        var locale = new ChatraLocale
        {
            { "name", "Nome" },
            { "chat", new ChatraLocale { { "input", new ChatraLocale { { "placeholder", "Scrivi un messaggio..." } } } } },
        };

        return locale;
    }

    public static string Text(ILog log)
    {
        try
        {
            _ = new ChatraSetup().With("chatWidth", "120");
        }
        catch (ChatraWidgetException error)
        {
            log.Note(error.Message); // chatWidth must be a whole number of at least 280; got the number 120
        }

        return "";
    }

    internal interface ILog
    {
        void Note(string message);
    }
}
