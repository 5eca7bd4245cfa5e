using ChatraFunctions.Simulator.RestApi;

namespace ChatraFunctions.Simulator.Control;

/// <summary>What <c>/_simulator/requests</c> shows.</summary>
/// <param name="Count">All requests to the API, refused ones too.</param>
/// <param name="RateLimited">Those answered with 429.</param>
/// <param name="LargestWindow">The most that came within any 60 seconds, wherever they are laid, refused ones too.</param>
/// <param name="Requests">In order of arrival.</param>
internal sealed record JournalReport(int Count, int RateLimited, int LargestWindow, IReadOnlyList<JournaledRequest> Requests)
{
    public static JournalReport Of(IReadOnlyList<JournaledRequest> requests) => new(
        requests.Count,
        requests.Count(request => request.Status == StatusCodes.Status429TooManyRequests),
        Largest(requests),
        requests);

    private static int Largest(IReadOnlyList<JournaledRequest> requests)
    {
        var (largest, first) = (0, 0);
        for (var last = 0; last < requests.Count; last++)
        {
            while (requests[first].At + SlidingWindow.Length <= requests[last].At)
                first++;
            largest = Math.Max(largest, last - first + 1);
        }

        return largest;
    }
}
