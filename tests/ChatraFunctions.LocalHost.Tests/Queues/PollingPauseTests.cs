namespace ChatraFunctions.LocalHost.Tests.Queues;

public sealed class PollingPauseTests
{
    [Fact]
    public void Pauses_double_from_a_tenth_of_a_second_with_a_fifth_of_jitter_up_to_the_longest()
    {
        var pause = new PollingPause(TimeSpan.FromSeconds(1));

        foreach (var expected in new[] { 100, 200, 400, 800 })
            pause.Next().TotalMilliseconds.ShouldBe(expected, expected * 0.2001);

        for (var next = 0; next < 100; next++)
            pause.Next().TotalMilliseconds.ShouldBeInRange(800, 1000);
    }

    [Fact]
    public void A_message_makes_the_pauses_short_again()
    {
        var pause = new PollingPause(TimeSpan.FromSeconds(10));
        for (var next = 0; next < 5; next++)
            pause.Next();

        pause.Reset();

        pause.Next().TotalMilliseconds.ShouldBe(100, 20.1);
    }
}
