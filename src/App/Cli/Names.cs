global using Money = Vauban.Adapters.Reports.Money;
