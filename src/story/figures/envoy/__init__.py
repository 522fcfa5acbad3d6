"""The post of US envoy for North Korean human rights."""
