namespace Vauban.Tests.Stores;

/// <summary>A clock that stands still until the test moves it; its timers then fire.</summary>
sealed class TestClock : TimeProvider
{
    readonly Lock _lock = new();
    readonly List<Alarm> _alarms = [];
    DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock) return _now;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        alarm.Change(dueTime, period);
        lock (_lock) _alarms.Add(alarm);
        return alarm;
    }

    /// <summary>Moves the clock; timers that are due fire once.</summary>
    public void Move(TimeSpan by)
    {
        Jump(by);
        Alarm[] due;
        lock (_lock) due = [.. _alarms.Where(a => a.Due <= _now)];
        foreach (var alarm in due) alarm.Fire();
    }

    /// <summary>Fires every timer once, whether it is due or not.</summary>
    public void Ring()
    {
        Alarm[] all;
        lock (_lock) all = [.. _alarms];
        foreach (var alarm in all) alarm.Fire();
    }

    /// <summary>Moves the clock while no timer fires, as when the machine slept.</summary>
    public void Jump(TimeSpan by)
    {
        lock (_lock) _now += by;
    }

    sealed class Alarm(TestClock clock, TimerCallback callback, object? state) : ITimer
    {
        TimeSpan _period;

        public DateTimeOffset Due { get; set; }

        public void Fire()
        {
            Due = clock.GetUtcNow() + _period;
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            (Due, _period) = (clock.GetUtcNow() + dueTime, period);
            return true;
        }

        public void Dispose()
        {
            lock (clock._lock) clock._alarms.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
