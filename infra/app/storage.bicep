// The storage account with every queue, table and container that the code names: with an identity, the app creates none.
// A test compares these lists with QueueNames, TableNames and ContainerNames.
param location string
param tags object

@minLength(13)
@maxLength(13)
param token string

param sku string
param isPublic bool
param payloadRetentionDays int

var queueNames = ['chatra-events', 'order-events', 'outbox', 'chatra-send', 'erasures']
var poisonQueueNames = map(queueNames, name => '${name}-poison')
var tableNames = ['Transcripts', 'ChatIndex', 'Deliveries', 'Bindings', 'RequestBudget', 'Orders', 'PrivacyRequests', 'Erasures']
var payloads = 'chatra-payloads'
var templates = 'chatra-templates'
var containerNames = [payloads, templates]
var packageContainerName = 'app-package'

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: 'st${token}'
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    accessTier: 'Hot'
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    publicNetworkAccess: isPublic ? 'Enabled' : 'Disabled'
    networkAcls: {
      defaultAction: isPublic ? 'Allow' : 'Deny'
      bypass: 'AzureServices'
    }
  }

  resource queueService 'queueServices' = {
    name: 'default'

    resource queues 'queues' = [for name in concat(queueNames, poisonQueueNames): {
      name: name
    }]
  }

  resource tableService 'tableServices' = {
    name: 'default'

    resource tables 'tables' = [for name in tableNames: {
      name: name
    }]
  }

  resource blobService 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: { enabled: true, days: 7 }
    }

    resource containers 'containers' = [for name in containerNames: {
      name: name
      properties: { publicAccess: 'None' }
    }]

    // The app's own code, which azd puts there and the platform reads.
    resource packageContainer 'containers' = {
      name: packageContainerName
      properties: { publicAccess: 'None' }
    }
  }
}

// Bodies of events too long for a queue message, and notes on failures. What is under unknown/ stays, until somebody has looked at it.
resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2025-06-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'delete-old-payloads'
          type: 'Lifecycle'
          enabled: true
          definition: {
            filters: {
              blobTypes: ['blockBlob']
              prefixMatch: ['${payloads}/chatra-events/', '${payloads}/order-events/', '${payloads}/failures/']
            }
            actions: {
              baseBlob: { delete: { daysAfterModificationGreaterThan: payloadRetentionDays } }
            }
          }
        }
      ]
    }
  }
  dependsOn: [account::blobService]
}

output id string = account.id
output name string = account.name
output templateContainer string = templates
output packageContainer string = packageContainerName
