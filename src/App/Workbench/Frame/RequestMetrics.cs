using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Vauban.App.Workbench.Frame;

/// <summary>Counts requests by the pattern of their route, never by their address: an address may hold what is confidential.</summary>
sealed partial class RequestMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Vauban.Workbench";

    readonly Meter _meter = new(MeterName);
    readonly Histogram<double> _duration;
    readonly ConcurrentDictionary<(string Route, int Status), (long Count, double Seconds)> _requests = [];
    readonly TimeProvider _time;
    readonly ILogger<RequestMetrics>? _log;

    public RequestMetrics(TimeProvider time, ILogger<RequestMetrics>? log = null)
    {
        _time = time;
        _log = log;
        _duration = _meter.CreateHistogram<double>("vauban.requests.duration", "s", "Time from request to answer.");
    }

    /// <summary>Measures every request.</summary>
    public void Use(IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var start = _time.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            var seconds = _time.GetElapsedTime(start).TotalSeconds;
            var route = context.Features.Get<RouteTaken>()?.Pattern ?? (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "none";
            var status = context.Response.StatusCode;
            _duration.Record(seconds, new TagList { { "route", route }, { "status", status } });
            _requests.AddOrUpdate((route, status), (1, seconds), (_, old) => (old.Count + 1, old.Seconds + seconds));
            if (_log is not null) Request(_log, context.Request.Method, route, status, (int)(seconds * 1000));
        }
    });

    /// <summary>All figures in the text form that collectors read.</summary>
    public string Text()
    {
        var text = new StringBuilder();
        var all = _requests.OrderBy(r => r.Key.Route, StringComparer.Ordinal).ThenBy(r => r.Key.Status).ToArray();
        text.Append("# HELP vauban_requests_total Requests answered, by route and status.\n# TYPE vauban_requests_total counter\n");
        foreach (var (key, value) in all) text.Append(CultureInfo.InvariantCulture, $"vauban_requests_total{Labels(key)} {value.Count}\n");
        text.Append("# HELP vauban_requests_seconds_total Time spent on them.\n# TYPE vauban_requests_seconds_total counter\n");
        foreach (var (key, value) in all) text.Append(CultureInfo.InvariantCulture, $"vauban_requests_seconds_total{Labels(key)} {value.Seconds:0.######}\n");
        text.Append(CultureInfo.InvariantCulture, $"# HELP vauban_memory_bytes Memory in use by managed objects.\n# TYPE vauban_memory_bytes gauge\nvauban_memory_bytes {GC.GetTotalMemory(false)}\n");
        return text.ToString();
    }

    static string Labels((string Route, int Status) key) =>
        string.Create(CultureInfo.InvariantCulture, $"{{route=\"{key.Route.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\",status=\"{key.Status}\"}}");

    [LoggerMessage(Level = LogLevel.Information, Message = "{Method} {Route} {Status} {Milliseconds} ms")]
    private static partial void Request(ILogger logger, string method, string route, int status, int milliseconds);

    public void Dispose() => _meter.Dispose();
}

/// <summary>Route that was asked for, kept while an error page is shown in its place.</summary>
sealed record RouteTaken(string Pattern);
