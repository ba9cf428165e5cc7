-- 用友 U8：供应商档案 Vendor。
-- Yonyou U8: suppliers.
-- watermark: changed_at timestamp, overlap 900
SELECT
  v.cVenCode AS code,
  v.cVenName AS name,
  COALESCE(v.dModifyDate, v.dVenDevDate) AS changed_at
FROM Vendor AS v
