// What wakes the operator. docs/operating.md says of each what it means and what to do; the names are the same there.
param location string
param tags object
param token string
param insightsId string
param email string

// The instruments of the meter ChatraFunctions: named there, and nowhere else in infra/.
var metrics = loadJsonContent('metrics.json')

var ofPauses = 'customMetrics | where name == "${metrics.paused}"'
var ofIntake = 'customMetrics | where name == "${metrics.queueDepth}" | extend queue = tostring(customDimensions["queue"]) ${onlyIntake}'
var onlyIntake = '| where queue in ("chatra-events", "order-events")'

// A gauge comes once a minute from each instance; the platform has no depth of a single queue.
var rules = [
  {
    name: 'poison'
    title: 'A poison queue has messages'
    severity: 2
    query: 'customMetrics | where name == "${metrics.poisonDepth}" | summarize depth = max(valueSum)'
    measure: 'depth'
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'paused'
    title: 'Nothing is sent: the Chatra account is paused'
    severity: 2
    // Paused in 10 of the last 15 minutes, whatever the length of a single pause.
    query: '${ofPauses} | summarize paused = max(valueSum) by bin(timestamp, 1m) | where paused > 0 | summarize minutes = count()'
    measure: 'minutes'
    operator: 'GreaterThanOrEqual'
    threshold: 10
  }
  {
    name: 'late'
    title: 'Messages wait for more than 30 minutes'
    severity: 2
    query: 'customMetrics | where name == "${metrics.oldestUnsentAge}" | summarize age = max(valueSum) by bin(timestamp, 1m) | top 1 by timestamp desc | project age'
    measure: 'age'
    operator: 'GreaterThan'
    threshold: 1800
  }
  {
    name: 'failed'
    title: 'Messages have failed for good'
    severity: 3
    query: 'customMetrics | where name == "${metrics.failed}" | summarize failed = sum(valueSum)'
    measure: 'failed'
    operator: 'GreaterThan'
    threshold: 0
  }
  {
    name: 'backlog'
    title: 'Events come faster than they are stored'
    severity: 3
    // Never below the threshold in the whole window. The outbox may be long: it empties at the account's limit.
    query: '${ofIntake} | summarize least = min(valueSum) by queue | summarize depth = max(least)'
    measure: 'depth'
    operator: 'GreaterThan'
    threshold: 500
  }
  {
    name: 'refusing'
    title: 'The app answers with server errors'
    severity: 1
    // Of those that take something in: a look at Chatra (GET /customers?live=true) is refused while the account pauses, and loses nothing.
    query: 'requests | where toint(resultCode) >= 500 and name in ("ReceiveWebhook", "AcceptOrderEvent", "QueueMessage") | summarize errors = count()'
    measure: 'errors'
    operator: 'GreaterThan'
    threshold: 5
  }
  {
    name: 'silent'
    title: 'The app says nothing'
    severity: 1
    // Its timer speaks every 15 seconds. This one speaks up where the others cannot: when the app does not even start.
    query: 'customMetrics | where name == "${metrics.queueDepth}" | summarize reports = count()'
    measure: 'reports'
    operator: 'LessThan'
    threshold: 1
  }
]

resource operator 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'ag-${token}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'chatra-ops'
    enabled: true
    emailReceivers: [
      { name: 'operator', emailAddress: email, useCommonAlertSchema: true }
    ]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for rule in rules: {
  name: 'alert-${rule.name}-${token}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'Chatra Functions: ${rule.title}'
    description: 'What to do: docs/operating.md, "${rule.title}"'
    severity: rule.severity
    enabled: true
    scopes: [insightsId]
    evaluationFrequency: rule.severity == 1 ? 'PT5M' : 'PT15M' // Looking three times as often costs three times as much.
    windowSize: 'PT15M'
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: rule.query
          metricMeasureColumn: rule.measure
          timeAggregation: 'Maximum'
          operator: rule.operator
          threshold: rule.threshold
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: empty(email) ? [] : [operator.id] }
  }
}]
