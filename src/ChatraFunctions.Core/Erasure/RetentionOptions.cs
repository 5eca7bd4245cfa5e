using System.ComponentModel.DataAnnotations;

namespace ChatraFunctions.Erasure;

/// <summary>Section <c>Retention</c>.</summary>
public sealed class RetentionOptions
{
    public const string Section = "Retention";

    /// <summary>For how many days messages, conversations and deliveries are kept; 0, as unless set, keeps them.</summary>
    [Range(0, 36_500)]
    public int Days { get; set; }
}
