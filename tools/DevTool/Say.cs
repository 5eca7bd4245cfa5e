namespace DevTool;

/// <summary>What the commands print. Lines of several children never run into each other.</summary>
internal static class Say
{
    private static readonly Lock Gate = new();

    public static void Step(string text) => Line($"• {text}");

    public static void Line(string text = "")
    {
        lock (Gate)
            Console.WriteLine(text);
    }
}
