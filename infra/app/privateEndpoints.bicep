// Storage and vault get an address in the network, and their names resolve to it there.
param location string
param tags object
param token string
param networkId string
param subnetId string
param storageId string
param vaultId string

var endpoints = [
  { service: 'blob', target: storageId, zone: 'privatelink.blob.${environment().suffixes.storage}' }
  { service: 'queue', target: storageId, zone: 'privatelink.queue.${environment().suffixes.storage}' }
  { service: 'table', target: storageId, zone: 'privatelink.table.${environment().suffixes.storage}' }
  { service: 'vault', target: vaultId, zone: 'privatelink.vaultcore.azure.net' }
]

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [for endpoint in endpoints: {
  name: endpoint.zone
  location: 'global'
  tags: tags
}]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [for (endpoint, i) in endpoints: {
  parent: zones[i]
  name: 'to-${token}'
  location: 'global'
  tags: tags
  properties: {
    registrationEnabled: false
    virtualNetwork: { id: networkId }
  }
}]

resource privateEndpoints 'Microsoft.Network/privateEndpoints@2025-05-01' = [for endpoint in endpoints: {
  name: 'pe-${endpoint.service}-${token}'
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [
      {
        name: endpoint.service
        properties: { privateLinkServiceId: endpoint.target, groupIds: [endpoint.service] }
      }
    ]
  }
}]

resource zoneGroups 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = [for (endpoint, i) in endpoints: {
  parent: privateEndpoints[i]
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      { name: endpoint.service, properties: { privateDnsZoneId: zones[i].id } }
    ]
  }
  dependsOn: [links]
}]
