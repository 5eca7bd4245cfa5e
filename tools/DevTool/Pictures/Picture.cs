namespace DevTool.Pictures;

/// <summary>A page as it is to be seen in <c>docs/images</c>.</summary>
/// <param name="Name">Of the file, without its ending.</param>
/// <param name="Address">Of the page.</param>
/// <param name="IsDark">As who prefers dark pages sees it.</param>
internal sealed record Picture(string Name, string Address, bool IsDark = false);
