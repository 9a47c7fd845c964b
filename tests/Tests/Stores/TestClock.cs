namespace Vauban.Tests.Stores;

/// <summary>A clock that stands still until the test moves it.</summary>
sealed class TestClock : TimeProvider
{
    long _ticks = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).Ticks;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public void Move(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
