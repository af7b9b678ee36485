"""地图: points, issues and what returns, on the district."""
