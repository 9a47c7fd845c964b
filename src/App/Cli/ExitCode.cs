namespace Vauban.App.Cli;

/// <summary>What a script can tell from the end of a command.</summary>
static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Ok = 0;

    /// <summary>A stated policy (<c>--require</c>) is excluded by what is known.</summary>
    public const int PolicyFails = 1;

    /// <summary>The input is wrong; every problem is on standard error.</summary>
    public const int InvalidInput = 2;

    /// <summary>Whether a stated policy holds is not decided by what is known.</summary>
    public const int Undetermined = 3;

    /// <summary>The program failed.</summary>
    public const int Failed = 70;

    /// <summary>Stopped by the user.</summary>
    public const int Cancelled = 130;
}
