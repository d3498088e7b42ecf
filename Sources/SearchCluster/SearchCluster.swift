// SearchCluster
