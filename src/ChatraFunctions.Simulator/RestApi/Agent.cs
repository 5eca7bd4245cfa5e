namespace ChatraFunctions.Simulator.RestApi;

/// <summary>An agent as webhooks show one; a dummy has no picture, and who is known by an id alone has no address.</summary>
internal sealed record Agent(string Id, string Name, string? Email = null, string? Userpic = null);
