namespace Vauban.Tests.Architecture.Samples.Green;

/// <summary>Reads the clock and sleeps, so that the test that forbids it can be tested.</summary>
static class ClockSample
{
    public static Func<long> Ticks => () => DateTime.UtcNow.Ticks;

    public static void Rest() => Thread.Sleep(1);

    public static string Text() => "DateTime.Now";
}
