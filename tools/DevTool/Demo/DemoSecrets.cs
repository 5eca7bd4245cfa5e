namespace DevTool.Demo;

/// <summary>Made for one run: the key of the functions, and what the shop signs with.</summary>
internal sealed record DemoSecrets(string FunctionKey, Signature Signature);
