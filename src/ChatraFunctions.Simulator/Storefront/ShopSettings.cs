namespace ChatraFunctions.Simulator.Storefront;

/// <summary>What the storefront's server has to know of the app.</summary>
/// <param name="App">Its address, without <c>/api</c>.</param>
/// <param name="Key">The function key; <c>null</c> where none is asked for. No browser sees it.</param>
/// <param name="Secret">What the shop signs its events with.</param>
public sealed record ShopSettings(Uri App, string? Key, string Secret)
{
    /// <summary>The value of <c>local.settings.sample.json</c>, which is no secret.</summary>
    public const string SampleSecret = "local-shopify-secret-1";

    internal string Console => $"{Root}api/console";

    internal string Root => App.AbsoluteUri.TrimEnd('/') + "/";
}
