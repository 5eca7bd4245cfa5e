namespace ChatraFunctions.Widgets;

/// <summary>The forms of <c>GET /customers/{customerId}/widget</c>.</summary>
public enum WidgetFormat
{
    /// <summary>Data, for a page that makes its own script of it.</summary>
    Json,

    /// <summary>What to put into a page.</summary>
    Html,

    /// <summary>The configuration of the npm module <c>@chatra/chatra</c>.</summary>
    Npm,
}
