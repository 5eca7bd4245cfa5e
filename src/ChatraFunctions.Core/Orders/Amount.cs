namespace ChatraFunctions.Orders;

/// <summary>Money as a source writes it.</summary>
public sealed record Amount(string? Total, string? Currency);
