// The whole of Chatra Functions in one resource group. This file only says what depends on what; infra/app does the work.
targetScope = 'subscription'

@minLength(1)
@maxLength(64)
@description('Name of the azd environment. One shop or one Chatra account is one environment: nothing is shared between two.')
param environmentName string

@minLength(1)
@metadata({ azd: { type: 'location' } })
@description('Region of every resource. It must offer Flex Consumption: az functionapp list-flexconsumption-locations')
param location string

@description('Object id of whoever deploys. That one may read and write the secrets of the vault; empty gives nobody that right.')
param principalId string = ''

@allowed(['User', 'Group', 'ServicePrincipal'])
@description('What principalId is. A pipeline deploys as a ServicePrincipal.')
param principalType string = 'User'

@secure()
@description('Public API key of Chatra (Settings, API). Empty leaves what the vault holds.')
param chatraPublicKey string = ''

@secure()
@description('Secret API key of Chatra. Empty leaves what the vault holds.')
param chatraSecretKey string = ''

@secure()
@description('What Shopify signs its webhooks with. Empty leaves what the vault holds.')
param shopifyWebhookSecret string = ''

@secure()
@description('What WooCommerce signs its webhooks with. Empty leaves what the vault holds.')
param wooCommerceWebhookSecret string = ''

@secure()
@description('What senders of CloudEvents sign with (whsec_...). Empty leaves what the vault holds.')
param cloudEventsWebhookSecret string = ''

@minValue(1)
@maxValue(6000)
@description('Requests a minute that Chatra allows the account, over all endpoints. 60 unless Chatra has granted more.')
param chatraRequestsPerMinute int = 60

@allowed(['Resend', 'Hold'])
@description('What becomes of a message whose answer never came: sent again, or held for a person to decide.')
param outboxOnUncertain string = 'Resend'

@description('Where alerts and budget warnings are mailed. Empty: alerts show in the portal only, and the budget warns the owners.')
param alertEmail string = ''

@minValue(0)
@description('Monthly cost in the currency of the bill at whose 80 and 100 percent a mail goes out. It stops nothing. 0: no budget.')
param monthlyBudget int = 20

@description('First day of a month, from which the budget counts. Empty: the current month. Azure keeps it from then on.')
param budgetStart string = ''

@description('Not to be set: it stands for the clock, which Bicep reads only here.')
param firstOfThisMonth string = utcNow('yyyy-MM-01')

@minValue(40)
@maxValue(1000)
@description('Most instances the app may grow to. 40 is the least that Flex Consumption takes.')
param maximumInstanceCount int = 40

@allowed([512, 2048, 4096])
@description('Memory of an instance. 512 keeps an idle app within the free grant; see infra/README.md.')
param instanceMemoryMB int = 512

@minValue(0)
@maxValue(20)
@description('Instances that are always ready to take webhooks. 0: the first webhook after a quiet time waits for a cold start.')
param alwaysReadyHttpInstances int = 0

@description('Private endpoints for storage and vault, and no public way to either. The app itself stays public: webhooks come from outside.')
param vnetEnabled bool = false

@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
@description('Copies of the stored data: in one building, in three zones, or in a second region as well.')
param storageSku string = 'Standard_LRS'

@minValue(31)
@maxValue(3650)
@description('Days after which the bodies of long events, and notes on failures, are deleted. Not below a month: a message in a poison queue still needs its body.')
param payloadRetentionDays int = 60

@minValue(30)
@maxValue(730)
@description('Days that logs are kept.')
param logRetentionDays int = 30

@minValue(1)
@description('GB of logs a day after which no more are taken until midnight UTC. It bounds the bill of a bad day.')
param logDailyCapGb int = 1

@description('Logs each single request on the queue service. About 1 KB a request, several requests an event: for days of trouble.')
param logQueueRequests bool = false

@minValue(7)
@maxValue(90)
@description('Days for which a deleted vault and deleted secrets can be brought back. Azure takes it only when the vault is created.')
param vaultSoftDeleteDays int = 90

@description('Nobody, not even the owner, can destroy the vault before those days are over. It cannot be taken back once it is on.')
param vaultPurgeProtection bool = true

@description('Brings the deleted vault of this environment back, with its secrets, in place of a new one.')
param vaultRecover bool = false

var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
var budgetFrom = empty(budgetStart) ? firstOfThisMonth : budgetStart

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'app/identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    location: location
    tags: tags
    token: token
  }
}

module logs 'app/logs.bicep' = {
  name: 'logs'
  scope: group
  params: {
    location: location
    tags: tags
    token: token
    retentionDays: logRetentionDays
    dailyCapGb: logDailyCapGb
  }
}

module storage 'app/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    location: location
    tags: tags
    token: token
    sku: storageSku
    isPublic: !vnetEnabled
    payloadRetentionDays: payloadRetentionDays
  }
}

module vault 'app/vault.bicep' = {
  name: 'vault'
  scope: group
  params: {
    location: location
    tags: tags
    token: token
    isPublic: !vnetEnabled
    softDeleteDays: vaultSoftDeleteDays
    purgeProtection: vaultPurgeProtection
    recover: vaultRecover
    chatraPublicKey: chatraPublicKey
    chatraSecretKey: chatraSecretKey
    shopifyWebhookSecret: shopifyWebhookSecret
    wooCommerceWebhookSecret: wooCommerceWebhookSecret
    cloudEventsWebhookSecret: cloudEventsWebhookSecret
  }
}

module roles 'app/roles.bicep' = {
  name: 'roles'
  scope: group
  params: {
    identityName: identity.outputs.name
    storageName: storage.outputs.name
    templateContainerName: storage.outputs.templateContainer
    vaultName: vault.outputs.name
    insightsName: logs.outputs.insightsName
    operatorId: principalId
    operatorType: principalType
  }
}

module network 'app/network.bicep' = if (vnetEnabled) {
  name: 'network'
  scope: group
  params: {
    location: location
    tags: tags
    token: token
  }
}

module privateEndpoints 'app/privateEndpoints.bicep' = if (vnetEnabled) {
  name: 'privateEndpoints'
  scope: group
  params: {
    location: location
    tags: tags
    token: token
    networkId: network!.outputs.id
    subnetId: network!.outputs.endpointSubnetId
    storageId: storage.outputs.id
    vaultId: vault.outputs.id
  }
}

module functions 'app/functions.bicep' = {
  name: 'functions'
  scope: group
  params: {
    location: location
    tags: tags
    token: token
    identityName: identity.outputs.name
    storageName: storage.outputs.name
    packageContainer: storage.outputs.packageContainer
    vaultUri: vault.outputs.uri
    insightsName: logs.outputs.insightsName
    subnetId: vnetEnabled ? network!.outputs.appSubnetId : ''
    maximumInstanceCount: maximumInstanceCount
    instanceMemoryMB: instanceMemoryMB
    alwaysReadyHttpInstances: alwaysReadyHttpInstances
    chatraRequestsPerMinute: chatraRequestsPerMinute
    outboxOnUncertain: outboxOnUncertain
  }
  // The app reads its storage and its vault when it starts: the right to do so, and the way there, come first.
  dependsOn: [roles, privateEndpoints]
}

module diagnostics 'app/diagnostics.bicep' = {
  name: 'diagnostics'
  scope: group
  params: {
    workspaceId: logs.outputs.workspaceId
    storageName: storage.outputs.name
    vaultName: vault.outputs.name
    logQueueRequests: logQueueRequests
  }
}

module alerts 'app/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    location: location
    tags: tags
    token: token
    insightsId: logs.outputs.insightsId
    email: alertEmail
  }
}

module budget 'app/budget.bicep' = if (monthlyBudget > 0) {
  name: 'budget'
  scope: group
  params: {
    token: token
    amount: monthlyBudget
    startDate: budgetFrom
    email: alertEmail
  }
}

output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_KEY_VAULT_NAME string = vault.outputs.name
output AZURE_STORAGE_ACCOUNT_NAME string = storage.outputs.name
output APPLICATIONINSIGHTS_NAME string = logs.outputs.insightsName
output SERVICE_FUNCTIONS_NAME string = functions.outputs.name
output SERVICE_FUNCTIONS_URI string = functions.outputs.uri
// azd keeps outputs in the environment, and so the next deployment gives the same day: Azure does not let it be changed.
output BUDGET_START string = budgetFrom
