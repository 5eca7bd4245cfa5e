using System.Text;

namespace ChatraFunctions.Orders.Texts;

/// <summary>Takes so many characters and no more: what writes on is ended there, and not when memory is.</summary>
internal sealed class LimitedWriter(int maxLength) : StringWriter
{
    public bool IsOver { get; private set; }

    public override Encoding Encoding => Encoding.Unicode;

    public override void Write(char value)
    {
        Claim(1);
        base.Write(value);
    }

    public override void Write(char[] buffer, int index, int count)
    {
        Claim(count);
        base.Write(buffer, index, count);
    }

    public override void Write(ReadOnlySpan<char> buffer)
    {
        Claim(buffer.Length);
        base.Write(buffer);
    }

    public override void Write(string? value)
    {
        Claim(value?.Length ?? 0);
        base.Write(value);
    }

    private void Claim(int count)
    {
        IsOver |= GetStringBuilder().Length + count > maxLength;
        if (IsOver)
            throw new InvalidOperationException("The text is too long.");
    }
}
