// The app and its plan. Every setting is either the platform's or one of README's table; a test compares them.
param location string
param tags object
param token string
param identityName string
param storageName string
param packageContainer string
param vaultUri string
param insightsName string
param subnetId string
param maximumInstanceCount int
param instanceMemoryMB int
param alwaysReadyHttpInstances int
param chatraRequestsPerMinute int
param outboxOnUncertain string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: storageName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: 'plan-${token}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { tier: 'FlexConsumption', name: 'FC1' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: 'func-${token}'
  location: location
  tags: union(tags, { 'azd-service-name': 'functions' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: { minTlsVersion: '1.2' }
    functionAppConfig: {
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.id
          }
        }
      }
      scaleAndConcurrency: {
        maximumInstanceCount: maximumInstanceCount
        instanceMemoryMB: instanceMemoryMB
        alwaysReady: alwaysReadyHttpInstances > 0 ? [{ name: 'http', instanceCount: alwaysReadyHttpInstances }] : []
      }
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    // All settings there are: what somebody set in the portal goes. Those of the shop's own choice are in settings.json.
    properties: union(loadJsonContent('settings.json'), {
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identity.properties.clientId
      AzureWebJobsStorage__blobServiceUri: storage.properties.primaryEndpoints.blob
      AzureWebJobsStorage__queueServiceUri: storage.properties.primaryEndpoints.queue
      AzureWebJobsStorage__tableServiceUri: storage.properties.primaryEndpoints.table
      APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
      KeyVault__Uri: vaultUri
      KeyVault__ClientId: identity.properties.clientId
      Chatra__RequestsPerMinute: string(chatraRequestsPerMinute)
      Outbox__OnUncertain: outboxOnUncertain
    })
  }

  // No deployment with a user name and a password, only with an identity.
  resource basicAuth 'basicPublishingCredentialsPolicies' = [for name in ['ftp', 'scm']: {
    name: name
    properties: { allow: false }
  }]
}

output name string = app.name
output uri string = 'https://${app.properties.defaultHostName}'
