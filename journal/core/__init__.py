"""The ground: records, rules, periods and statistics, in pure Python without a clock."""
