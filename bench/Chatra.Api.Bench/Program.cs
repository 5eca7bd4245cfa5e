using Chatra.Api.Bench;

// dotnet run -c Release --project bench/Chatra.Api.Bench; ends with 1 when the limit is passed. Some ten seconds.
var duels = WebhookParsing.All().ToList();
foreach (var duel in duels)
    await Console.Out.WriteLineAsync($"{duel}");
return duels.TrueForAll(duel => duel.IsWithinLimit) ? 0 : 1;
