-- 金蝶云星空：客户（已审核，创建组织的那一条）。T_BD_CUSTOMER、T_BD_CUSTOMER_L。
-- Kingdee Cloud: customers as their own organisation keeps them, with Chinese names.
-- watermark: changed_at timestamp, overlap 900
SELECT
  c.FNUMBER AS code,
  n.FNAME AS name,
  COALESCE(c.FMODIFYDATE, c.FCREATEDATE) AS changed_at
FROM T_BD_CUSTOMER AS c
LEFT JOIN T_BD_CUSTOMER_L AS n ON n.FCUSTID = c.FCUSTID AND n.FLOCALEID = 2052
WHERE c.FDOCUMENTSTATUS = 'C' AND c.FUSEORGID = c.FCREATEORGID
