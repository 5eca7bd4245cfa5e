#!/bin/sh
# Says where the webhooks go. It prints no key: pipelines keep their logs.
set -eu

api="$SERVICE_FUNCTIONS_URI/api"
cat <<TEXT

The functions are at $SERVICE_FUNCTIONS_URI. Enter these addresses:

  Chatra       $api/webhooks/chatra?code=KEY
               Settings > Integrations > Webhooks
  Shopify      $api/orders/shopify?code=KEY
               Settings > Notifications > Webhooks, format JSON
  WooCommerce  $api/orders/woocommerce?code=KEY
               WooCommerce > Settings > Advanced > Webhooks, API version 3

KEY is a function key. Give each of them one of its own, so that each can be changed without the others:

  az functionapp keys set -g $AZURE_RESOURCE_GROUP -n $SERVICE_FUNCTIONS_NAME \\
    --key-type functionKeys --key-name chatra --query value -o tsv

Is it well?  $api/health
             $api/health?deep=true&code=MASTER_KEY says what is not, and what to do
TEXT
