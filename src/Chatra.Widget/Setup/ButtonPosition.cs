namespace Chatra.Widget;

/// <summary>Where the chat button is.</summary>
public enum ButtonPosition
{
    /// <summary><c>'bl'</c>: at the bottom of the screen, on the left.</summary>
    BottomLeft,

    /// <summary><c>'bc'</c>: at the bottom of the screen, in the middle.</summary>
    BottomCenter,

    /// <summary><c>'br'</c>: at the bottom of the screen, on the right.</summary>
    BottomRight,

    /// <summary><c>'lt'</c>: on the left side of the screen, at the top.</summary>
    LeftTop,

    /// <summary><c>'lm'</c>: on the left side of the screen, in the middle.</summary>
    LeftMiddle,

    /// <summary><c>'lb'</c>: on the left side of the screen, at the bottom.</summary>
    LeftBottom,

    /// <summary><c>'rt'</c>: on the right side of the screen, at the top.</summary>
    RightTop,

    /// <summary><c>'rm'</c>: on the right side of the screen, in the middle.</summary>
    RightMiddle,

    /// <summary><c>'rb'</c>: on the right side of the screen, at the bottom.</summary>
    RightBottom,
}
