namespace Vauban.App.Workbench.Runs;

/// <summary>The run that the page of a request waits for, if it waits. The layout shows it in the page's place.</summary>
sealed class Waiting
{
    Action? _tell;

    /// <summary>The run; null where the page has all it asked for.</summary>
    public PageRun? Run { get; private set; }

    /// <summary>The page waits for a run.</summary>
    public void For(PageRun run)
    {
        Run = run;
        _tell?.Invoke();
    }

    /// <summary>Has the layout hear of it.</summary>
    public void Tell(Action tell) => _tell = tell;
}
