"""What the UN's bodies did about North Korean rights, year by year."""
