SELECT
    e.tariff_id AS tariff_id,
    e.rate_epoch AS rate_epoch,
    min(e.valid_from) AS at
FROM rating.catalogue_epoch AS e
GROUP BY
    e.tariff_id,
    e.rate_epoch
SETTINGS join_use_nulls = 1, prefer_column_name_to_alias = 1
