using Azure.Storage.Queues.Models;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace ChatraFunctions.LocalHost.Tests.Functions;

public sealed class DiscoveryTests
{
    private static readonly Dictionary<string, string?> Settings = new() { ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true" };

    [Theory]
    [InlineData(typeof(UnknownTrigger), "Odd: the trigger CarrierPigeonTriggerAttribute is not known here.")]
    [InlineData(typeof(NoTrigger), "Odd: it has no trigger.")]
    [InlineData(typeof(TwoTriggers), "Odd: it has more than one binding: QueueTriggerAttribute, TimerTriggerAttribute.")]
    [InlineData(typeof(InputBinding), "Odd: it has more than one binding: HttpTriggerAttribute, CarrierPigeonInputAttribute.")]
    [InlineData(typeof(OutputBinding), "Odd: the binding CarrierPigeonOutputAttribute is not known here.")]
    [InlineData(typeof(UnknownHttpParameter), "Odd: the parameter 'when' of type DateTime is not known here.")]
    [InlineData(typeof(ParameterNotInRoute), "Odd: the parameter 'other' of type String is not known here.")]
    [InlineData(typeof(UnknownHttpTriggerParameter), "Odd: the parameter 'request' of type HttpRequestMessage is not known here.")]
    [InlineData(typeof(UnknownQueueParameter), "Odd: the parameter 'order' of type Uri is not known here.")]
    [InlineData(typeof(UnknownTimerParameter), "Odd: the parameter 'timer' of type String is not known here.")]
    [InlineData(typeof(HttpWithoutAnswer), "Odd: the return type System.Threading.Tasks.Task is not known here.")]
    [InlineData(typeof(ActionResult), "Odd: the return type System.Threading.Tasks.Task`1[Microsoft.AspNetCore.Mvc.IActionResult] is not known here.")]
    [InlineData(typeof(QueueWithAnswer), "Odd: the return type System.Threading.Tasks.Task`1[System.String] is not known here.")]
    [InlineData(typeof(TimerWithAnswer), "Odd: the return type System.Int32 is not known here.")]
    [InlineData(typeof(SystemLevel), "Odd: the authorization level System is not known here.")]
    [InlineData(typeof(NotPublic), "Odd: the method is not public.")]
    [InlineData(typeof(FiveFields), "Odd: the schedule '*/5 * * * *' is not an NCRONTAB expression of six fields.")]
    [InlineData(typeof(PoisonTrigger), "Odd: a trigger on a poison queue (orders-poison) is not known here.")]
    [InlineData(typeof(SameNameTwice), "Odd: two functions have this name.")]
    public void What_the_host_does_not_know_stops_the_start_and_is_named(Type functions, string message) =>
        Should.Throw<UnknownFunctionException>(() => RunningHost.Create(Settings, functions)).Message.ShouldBe(message);

    [Fact]
    public void A_route_that_is_no_template_is_refused() =>
        Should.Throw<UnknownFunctionException>(() => RunningHost.Create(Settings, typeof(BrokenRoute))).Message.ShouldStartWith("Odd: the route 'a/{b' is not a template");

    [Fact]
    public async Task Every_function_is_listed_with_what_it_waits_for()
    {
        await using var host = RunningHost.Create(
            new Dictionary<string, string?>(Settings) { ["Orders__Queue"] = "orders", ["Pace"] = "*/15 * * * * *" }, typeof(AllKinds));

        host.Functions.ShouldBe(
            ["Answer: [GET,POST] /api/answers/{id}", "Take: queueTrigger orders", "Tick: timerTrigger */15 * * * * *"], ignoreOrder: true);
    }

    [Fact]
    public void A_reference_to_a_missing_setting_is_named() =>
        Should.Throw<SettingException>(() => RunningHost.Create(Settings, typeof(AllKinds))).Message.ShouldMatch("^(Orders__Queue|Pace): not set");

    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class CarrierPigeonTriggerAttribute : TriggerBindingAttribute;

    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class CarrierPigeonInputAttribute : BindingAttribute;

    [AttributeUsage(AttributeTargets.Method)]
    public sealed class CarrierPigeonOutputAttribute : BindingAttribute;

    public sealed class AllKinds
    {
        [Function("Answer")]
        public static IResult Answer([HttpTrigger(AuthorizationLevel.Function, "get", "post", Route = "answers/{id}")] HttpRequest request, string id) =>
            Results.Ok(id + request.Method);

        [Function("Take")]
        public static void Take([QueueTrigger("%Orders__Queue%")] string text) => text.ShouldNotBeNull();

        [Function("Tick")]
        public static void Tick([TimerTrigger("%Pace%")] TimerInfo timer) => timer.ShouldNotBeNull();
    }

    public sealed class UnknownTrigger
    {
        [Function("Odd")]
        public static void Run([CarrierPigeonTrigger] string letter) => letter.ShouldNotBeNull();
    }

    public sealed class NoTrigger
    {
        [Function("Odd")]
        public static void Run(CancellationToken cancellationToken) => cancellationToken.ThrowIfCancellationRequested();
    }

    public sealed class TwoTriggers
    {
        [Function("Odd")]
        public static void Run([QueueTrigger("q")] string text, [TimerTrigger("* * * * * *")] TimerInfo timer) => timer.ShouldNotBe(text as object);
    }

    public sealed class InputBinding
    {
        [Function("Odd")]
        public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request, [CarrierPigeonInput] string letter) => Results.Ok(request.Path + letter);
    }

    public sealed class OutputBinding
    {
        [Function("Odd")]
        [CarrierPigeonOutput]
        public static void Run([QueueTrigger("q")] string text) => text.ShouldNotBeNull();
    }

    public sealed class UnknownHttpParameter
    {
        [Function("Odd")]
        public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "days/{when}")] HttpRequest request, DateTime when) => Results.Ok(request.Path + when);
    }

    public sealed class ParameterNotInRoute
    {
        [Function("Odd")]
        public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "days/{day}")] HttpRequest request, string other) => Results.Ok(request.Path + other);
    }

    public sealed class UnknownHttpTriggerParameter
    {
        [Function("Odd")]
        public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequestMessage request) => Results.Ok(request);
    }

    public sealed class UnknownQueueParameter
    {
        [Function("Odd")]
        public static void Run([QueueTrigger("q")] Uri order) => order.ShouldNotBeNull();
    }

    public sealed class UnknownTimerParameter
    {
        [Function("Odd")]
        public static void Run([TimerTrigger("* * * * * *")] string timer) => timer.ShouldNotBeNull();
    }

    public sealed class HttpWithoutAnswer
    {
        [Function("Odd")]
        public static Task Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Task.FromResult(request);
    }

    public sealed class ActionResult
    {
        [Function("Odd")]
        public static Task<IActionResult> Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Task.FromResult<IActionResult>(new OkObjectResult(request.Path));
    }

    public sealed class QueueWithAnswer
    {
        [Function("Odd")]
        public static Task<string> Run([QueueTrigger("q")] QueueMessage message) => Task.FromResult(message.MessageId);
    }

    public sealed class TimerWithAnswer
    {
        [Function("Odd")]
        public static int Run([TimerTrigger("* * * * * *")] TimerInfo timer) => timer.IsPastDue ? 1 : 0;
    }

    public sealed class SystemLevel
    {
        [Function("Odd")]
        public static IResult Run([HttpTrigger(AuthorizationLevel.System)] HttpRequest request) => Results.Ok(request.Path);
    }

    public sealed class NotPublic
    {
        [Function("Odd")]
        internal static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Results.Ok(request.Path);
    }

    public sealed class FiveFields
    {
        [Function("Odd")]
        public static void Run([TimerTrigger("*/5 * * * *")] TimerInfo timer) => timer.ShouldNotBeNull();
    }

    public sealed class PoisonTrigger
    {
        [Function("Odd")]
        public static void Run([QueueTrigger("orders-poison")] string text) => text.ShouldNotBeNull();
    }

    public sealed class BrokenRoute
    {
        [Function("Odd")]
        public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "a/{b")] HttpRequest request) => Results.Ok(request.Path);
    }

    public sealed class SameNameTwice
    {
        [Function("Odd")]
        public static void Take([QueueTrigger("q")] string text) => text.ShouldNotBeNull();

        [Function("odd")]
        public static void Tick([TimerTrigger("* * * * * *")] TimerInfo timer) => timer.ShouldNotBeNull();
    }
}
