namespace Chatra.Widget;

/// <summary>The languages that the widget speaks by itself; others by <see cref="ChatraSetup.Locale"/>.</summary>
public enum WidgetLanguage
{
    /// <summary><c>'en'</c></summary>
    English,

    /// <summary><c>'de'</c></summary>
    German,

    /// <summary><c>'fr'</c></summary>
    French,

    /// <summary><c>'es'</c></summary>
    Spanish,

    /// <summary><c>'nl'</c></summary>
    Dutch,

    /// <summary><c>'pt'</c></summary>
    Portuguese,

    /// <summary><c>'it'</c></summary>
    Italian,

    /// <summary><c>'ru'</c></summary>
    Russian,
}
