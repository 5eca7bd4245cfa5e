// The vault of the shop's secrets. A secret is written only when it is given, so that a deployment never empties one.
param location string
param tags object
param token string
param isPublic bool
param softDeleteDays int
param purgeProtection bool
param recover bool

@secure()
param chatraPublicKey string

@secure()
param chatraSecretKey string

@secure()
param shopifyWebhookSecret string

@secure()
param wooCommerceWebhookSecret string

@secure()
param cloudEventsWebhookSecret string

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: 'kv-${token}'
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    createMode: recover ? 'recover' : 'default'
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: softDeleteDays
    enablePurgeProtection: purgeProtection ? true : null // Azure refuses false.
    publicNetworkAccess: isPublic ? 'Enabled' : 'Disabled'
    networkAcls: {
      defaultAction: isPublic ? 'Allow' : 'Deny'
      bypass: 'AzureServices'
    }
  }

  resource chatraPublic 'secrets' = if (!empty(chatraPublicKey)) {
    name: 'chatra-public-key'
    properties: { value: chatraPublicKey }
  }

  resource chatraSecret 'secrets' = if (!empty(chatraSecretKey)) {
    name: 'chatra-secret-key'
    properties: { value: chatraSecretKey }
  }

  resource shopify 'secrets' = if (!empty(shopifyWebhookSecret)) {
    name: 'shopify-webhook-secret'
    properties: { value: shopifyWebhookSecret }
  }

  resource wooCommerce 'secrets' = if (!empty(wooCommerceWebhookSecret)) {
    name: 'woocommerce-webhook-secret'
    properties: { value: wooCommerceWebhookSecret }
  }

  resource cloudEvents 'secrets' = if (!empty(cloudEventsWebhookSecret)) {
    name: 'cloudevents-webhook-secret'
    properties: { value: cloudEventsWebhookSecret }
  }
}

output id string = vault.id
output name string = vault.name
output uri string = vault.properties.vaultUri
