using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using Perfolizer.Horology;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using Chatra.Api.Bench;

// dotnet run -c Release --project bench/Chatra.Api.Bench; ends with 1 when the limit is passed. About a minute.
// In this process: BenchmarkDotNet would otherwise build a project of its own, outside the rules of this repository.
var config = ManualConfig.CreateEmpty()
    .AddJob(Job.Default.WithWarmupCount(15).WithIterationCount(30).WithIterationTime(TimeInterval.FromMilliseconds(100)).WithToolchain(InProcessNoEmitToolchain.Instance))
    .AddValidator([.. DefaultConfig.Instance.GetValidators()])
    .AddColumnProvider([.. DefaultConfig.Instance.GetColumnProviders()])
    .AddLogger(args.Contains("--verbose") ? ConsoleLogger.Default : NullLogger.Instance)
    .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "chatra-api-bench"));

var summary = BenchmarkRunner.Run<WebhookParsing>(config);
if (summary.HasCriticalValidationErrors)
{
    await Console.Error.WriteLineAsync(string.Join(Environment.NewLine, summary.ValidationErrors.Select(error => error.Message)));
    return 2;
}

var ratios = Ratio.AllOf(summary).ToList();
foreach (var ratio in ratios)
    await Console.Out.WriteLineAsync($"{ratio}");
return ratios.Count > 0 && ratios.TrueForAll(ratio => ratio.IsWithinLimit) ? 0 : 1;
