# Says where the webhooks go. It prints no key: pipelines keep their logs.
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$api = "$($env:SERVICE_FUNCTIONS_URI)/api"
Write-Output @"

The functions are at $($env:SERVICE_FUNCTIONS_URI). Enter these addresses:

  Chatra       $api/webhooks/chatra?code=KEY
               Settings > Integrations > Webhooks
  Shopify      $api/orders/shopify?code=KEY
               Settings > Notifications > Webhooks, format JSON
  WooCommerce  $api/orders/woocommerce?code=KEY
               WooCommerce > Settings > Advanced > Webhooks, API version 3

KEY is a function key. Give each of them one of its own, so that each can be changed without the others:

  az functionapp keys set -g $($env:AZURE_RESOURCE_GROUP) -n $($env:SERVICE_FUNCTIONS_NAME) ``
    --key-type functionKeys --key-name chatra --query value -o tsv

Is it well?  $api/health
             $api/health?deep=true&code=MASTER_KEY says what is not, and what to do
"@
